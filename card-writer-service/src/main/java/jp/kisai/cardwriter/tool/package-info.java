/// `./kisai chip`: chip images from records and back, on the command line. No part of the running
/// service.
@NullMarked
package jp.kisai.cardwriter.tool;

import org.jspecify.annotations.NullMarked;
