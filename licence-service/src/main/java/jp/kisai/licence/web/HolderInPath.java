package jp.kisai.licence.web;

import jp.kisai.contracts.vocabulary.HolderId;

/// The holder that a path names.
final class HolderInPath {

    private HolderInPath() {}

    /// @throws Refused if it is no id: that belongs to nobody
    static HolderId of(String holder) {
        try {
            return HolderId.of(holder);
        } catch (IllegalArgumentException notAnId) {
            throw noLicence();
        }
    }

    static Refused noLicence() {
        return new Refused(Problem.noLicence());
    }
}
