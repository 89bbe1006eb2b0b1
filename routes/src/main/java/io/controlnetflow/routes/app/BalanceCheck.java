package io.controlnetflow.routes.app;

import io.controlnetflow.core.wire.Answer;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.Body;
import io.controlnetflow.routes.engine.EngineSettings;
import io.controlnetflow.routes.engine.Provider;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the provider for the balance: tells whether it can be reached, whether the key is good and whether there is credit. */
final class BalanceCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final String WHAT = "provider";

    private BalanceCheck() {}

    static Check of(EngineSettings engine) throws InterruptedException {
        String key = engine.apiKey();
        String url = engine.baseUrl();
        if (key == null && url == null) {
            return Check.ok(WHAT, "the embedded server; set " + Settings.API_KEY + " to use the real API");
        }
        try {
            Provider provider = Provider.at(url == null ? Provider.WAVESPEED : url, key);
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            provider.baseUrl().resolve("/api/v3/balance"))
                    .timeout(PATIENCE);
            if (key != null) {
                request.header("Authorization", "Bearer " + key);
            }
            HttpResponse<byte[]> answer = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return read(provider, ApiReader.balance(answer.statusCode(), Body.of(answer.body())));
        } catch (IllegalArgumentException e) {
            return Check.fail(WHAT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Check.warn(WHAT, "cannot be reached: " + e + "; check the address and the network");
        }
    }

    private static Check read(Provider provider, Answer<BigDecimal> answer) {
        if (answer instanceof Answer.Ok<BigDecimal> ok) {
            String said = provider.identity() + " answers, balance " + Style.usd(ok.value());
            return ok.value().signum() > 0 ? Check.ok(WHAT, said) : Check.warn(WHAT, said + "; add credit there");
        }
        if (answer instanceof Answer.Refused<BigDecimal> refused) {
            boolean key = refused.httpStatus() == 401 || refused.code() == 401;
            return Check.fail(
                    WHAT,
                    provider.identity() + " says " + refused.code() + " " + refused.message()
                            + (key ? "; check " + Settings.API_KEY : ""));
        }
        return Check.warn(WHAT, provider.identity() + " answers in a form that is not the API's; check the address");
    }
}
