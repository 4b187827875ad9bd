package jp.kisai.localstack.doubles;

import jp.kisai.contracts.vocabulary.HolderId;

/// A person with a card: what the municipality's register says and the signature key that the
/// card holds.
///
/// @param person as the register says now
/// @param card the signature key and certificate on the card now
public record Resident(HolderId holder, Person person, SignatureCard card) {

    public Resident now(Person changed) {
        return new Resident(holder, changed, card);
    }

    public Resident with(SignatureCard newCard) {
        return new Resident(holder, person, newCard);
    }
}
