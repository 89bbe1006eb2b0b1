package io.controlnetflow.core.ledger;

import java.time.Duration;
import java.util.Optional;

/** Which bytes were uploaded where. One upload per distinct bytes and provider. Uploads live 7 days; used for 6. */
public interface Uploads {
    Duration USABLE = Duration.ofDays(6);

    /** A usable address of these bytes at this provider. */
    Optional<String> find(String provider, String sha256);

    void uploaded(String provider, String sha256, String url);

    /** The address was refused by the provider: do not use it again. */
    void forget(String provider, String sha256);
}
