package jp.kisai.localstack.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.TerminalProgress;

/// What a command does on a stack of its own, with everyone outside at work.
@FunctionalInterface
public interface Play {

    /// @return the command's exit code
    int on(LocalStack stack, Outside outside)
            throws IOException, GeneralSecurityException, InterruptedException, SQLException;

    /// Starts the stack, lets people come in, plays, and ends everything.
    ///
    /// @param patience how long anyone outside waits for what must come
    default int on(LocalStack.Builder stack, PrintWriter out, Duration patience)
            throws IOException, GeneralSecurityException, InterruptedException, SQLException {
        try (LocalStack started =
                        stack.preparation(Outside::prepare)
                                .progress(new TerminalProgress(out))
                                .build()
                                .start();
                Outside outside = Outside.of(started, patience)) {
            outside.stage().open();
            return on(started, outside);
        }
    }
}
