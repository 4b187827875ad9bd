/// What officers and operators may see and do, over REST.
@NullMarked
package jp.kisai.cardwriter.web;

import org.jspecify.annotations.NullMarked;
