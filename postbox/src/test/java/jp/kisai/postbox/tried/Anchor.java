package jp.kisai.postbox.tried;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/// An entity, because a service without one has no session factory. It has no table.
@Entity
public class Anchor {
    @Id UUID id;
}
