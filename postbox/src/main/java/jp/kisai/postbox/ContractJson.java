package jp.kisai.postbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import jp.kisai.contracts.VocabularyJson;

/// REST speaks of ids, versions and times in the words of the events.
@Singleton
public class ContractJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper json) {
        json.registerModule(new VocabularyJson());
    }
}
