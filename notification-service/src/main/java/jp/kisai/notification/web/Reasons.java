package jp.kisai.notification.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Map;
import jp.kisai.notification.domain.Catalogue;
import jp.kisai.notification.domain.Language;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What the suite's reasons are called where people read them: services answer with the word, and
/// whoever shows it takes the sentence from here.
@Path("/reasons")
@Tag(name = "reasons")
public class Reasons {

    private final Catalogue catalogue;

    Reasons(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GET
    @RolesAllowed({"portal", "officer", "operator"})
    @Operation(
            summary =
                    "Every reason and step of every service as a sentence, by its name, such as"
                            + " licence.Rule.CARD_FIRST")
    public Map<String, String> reasons(@QueryParam("language") @Nullable String language) {
        return catalogue.reasons(language == null ? Language.JAPANESE : Inbox.language(language));
    }
}
