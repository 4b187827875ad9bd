package jp.kisai.localstack.doubles;

import java.net.URI;
import jp.kisai.contracts.vocabulary.HolderId;

/// Where the services answer and the access tokens that the people at the doubles' keyboards hold.
public interface Access {

    /// Base address of a service's REST interface, without a trailing slash.
    URI service(String name);

    String officerToken();

    String operatorToken();

    String jpkiGatewayToken();

    /// The token of one citizen at the portal.
    String citizenToken(HolderId holder);
}
