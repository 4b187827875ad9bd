package jp.kisai.cardwriter;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// Tests of the running service with the factory's double at work; it behaves well until a test
/// says otherwise.
abstract class FactoryAtWork {

    static Workshop workshop;

    @BeforeAll
    static void open() {
        workshop = Workshop.open();
    }

    @AfterAll
    static void close() {
        workshop.close();
    }

    @BeforeEach
    void behaveWell() {
        workshop.behavesWell();
    }
}
