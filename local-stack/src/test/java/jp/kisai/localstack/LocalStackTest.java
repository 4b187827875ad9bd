package jp.kisai.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import jp.kisai.localstack.process.PartFailed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {

    @TempDir private Path data;

    @Test
    void refusesAFolderThatAnotherStackUses() {
        try (var _ = LocalStack.builder(data).build()) {
            var refusal = assertThrows(PartFailed.class, () -> LocalStack.builder(data).build());

            assertTrue(refusal.toString().contains("Another stack runs"), refusal.toString());
        }
    }

    @Test
    void givesTheFolderBackWhenItIsClosed() {
        var first = LocalStack.builder(data).build();
        var address = first.broker().bootstrapServers();
        first.close();

        try (var second = LocalStack.builder(data).build()) {
            assertEquals(address, second.broker().bootstrapServers());
        }
    }

    @Test
    void cannotBeFoundWhereItDoesNotRun() {
        var failure = assertThrows(PartFailed.class, () -> StackAddresses.of(data));

        assertTrue(failure.toString().contains("./kisai demo"), failure.toString());
    }

    @Test
    void isFoundByItsDataFolder() throws Exception {
        try (var stack = LocalStack.builder(data).build()) {
            stack.addresses().writeTo(data);

            assertEquals(stack.addresses(), StackAddresses.of(data));
        }
    }
}
