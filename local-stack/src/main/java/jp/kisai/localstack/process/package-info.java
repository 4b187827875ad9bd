/// Child processes: started apart from the terminal's signals, watched, and never left behind.
@NullMarked
package jp.kisai.localstack.process;

import org.jspecify.annotations.NullMarked;
