package jp.kisai.notification;

import java.util.function.UnaryOperator;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.ChangeStory;
import jp.kisai.notification.store.StoryKey;

/// What one event adds to one change's story.
record Word(StoryKey story, PrefectureCode prefecture, UnaryOperator<ChangeStory> merge) {

    static Word of(CloudEvent<?> event, ChangeKey change, UnaryOperator<ChangeStory> merge) {
        return new Word(new StoryKey(event.subject(), change), event.prefecture(), merge);
    }
}
