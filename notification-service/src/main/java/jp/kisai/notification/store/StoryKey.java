package jp.kisai.notification.store;

import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;

/// Whose change, and which.
public record StoryKey(HolderId holder, ChangeKey change) {}
