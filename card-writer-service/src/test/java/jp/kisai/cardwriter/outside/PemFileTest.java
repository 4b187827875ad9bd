package jp.kisai.cardwriter.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import jp.kisai.cardwriter.OutsideKeys;
import org.junit.jupiter.api.Test;

class PemFileTest {

    /// A key of another provider would be translated at every signature, which takes as long as the
    /// signature itself.
    @Test
    void readsKeysInTheFormOfTheProviderThatSigns() throws NoSuchAlgorithmException {
        OutsideKeys.signer();

        PrivateKey key = PemFile.read(OutsideKeys.signerFile()).onlyKey();

        Provider signs = Signature.getInstance("SHA256withRSA").getProvider();
        assertEquals(signs.getClass().getPackageName(), key.getClass().getPackageName());
    }
}
