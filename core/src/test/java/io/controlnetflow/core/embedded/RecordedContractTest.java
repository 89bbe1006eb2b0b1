package io.controlnetflow.core.embedded;

import java.nio.file.Path;

/** The contract holds for the provider's own form of answers. */
class RecordedContractTest extends ApiContract {
    @SuppressWarnings("NullAway.Init") // made by start
    private RecordedApi api;

    @Override
    String start(Path state) throws Exception {
        api = new RecordedApi();
        return api.baseUrl();
    }

    @Override
    void stop() {
        api.close();
    }
}
