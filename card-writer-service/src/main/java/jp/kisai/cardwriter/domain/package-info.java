/// What must be on the chip, and how an encoding gets there. Pure; time comes as a parameter.
@NullMarked
package jp.kisai.cardwriter.domain;

import org.jspecify.annotations.NullMarked;
