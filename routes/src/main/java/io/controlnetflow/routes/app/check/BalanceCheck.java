package io.controlnetflow.routes.app.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.pace.Prices;
import io.controlnetflow.core.wire.Answer;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.Body;
import io.controlnetflow.core.wire.PriceQuote;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.settings.Settings;
import io.controlnetflow.routes.engine.EngineSettings;
import io.controlnetflow.routes.engine.Provider;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks the provider for the balance: tells whether it can be reached, whether the key is good and whether there is credit. */
public final class BalanceCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final String WHAT = "provider";

    private BalanceCheck() {}

    /** @param fields what is asked for where nothing else is said, in the API's words */
    public static Check of(EngineSettings engine, ObjectNode fields) throws InterruptedException {
        String key = engine.apiKey();
        String url = engine.baseUrl();
        if (key == null && url == null) {
            return Check.ok(WHAT, "the embedded server; set " + Settings.API_KEY + " to use the real API");
        }
        try {
            Provider provider = Provider.at(url == null ? Provider.WAVESPEED : url, key);
            HttpResponse<byte[]> answer = send(request(provider, key, "balance").GET());
            return read(provider, key, fields, ApiReader.balance(answer.statusCode(), Body.of(answer.body())));
        } catch (IllegalArgumentException e) {
            return Check.fail(WHAT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Check.warn(WHAT, "cannot be reached: " + e + "; check the address and the network");
        }
    }

    private static HttpRequest.Builder request(Provider provider, @Nullable String key, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(provider.baseUrl().resolve("/api/v3/" + path))
                .timeout(PATIENCE);
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static Check read(Provider provider, @Nullable String key, ObjectNode fields, Answer<BigDecimal> answer)
            throws InterruptedException {
        if (answer instanceof Answer.Ok<BigDecimal> ok) {
            String said = provider.identity() + " answers, balance " + Style.usd(ok.value());
            if (ok.value().signum() <= 0) {
                return Check.warn(
                        WHAT,
                        said
                                + "; fine when the account is billed in arrears, else the first submit is refused with 402,"
                                + " which costs nothing: add credit there");
            }
            BigDecimal price = price(provider, key, fields);
            return ok.value().compareTo(price) >= 0
                    ? Check.ok(WHAT, said)
                    : Check.warn(
                            WHAT,
                            said + ", less than the " + Style.usd(price) + " that one job costs at least; "
                                    + "add credit there");
        }
        if (answer instanceof Answer.Refused<BigDecimal> refused) {
            boolean wrongKey = refused.httpStatus() == 401 || refused.code() == 401;
            return Check.fail(
                    WHAT,
                    provider.identity() + " says " + refused.code() + " " + refused.message()
                            + (wrongKey ? "; check " + Settings.API_KEY : ""));
        }
        return Check.warn(WHAT, provider.identity() + " answers in a form that is not the API's; check the address");
    }

    /** Of one job with the settings as they are: the provider's quote, else the price list's. */
    private static BigDecimal price(Provider provider, @Nullable String key, ObjectNode fields)
            throws InterruptedException {
        String model = fields.path("model").asText(GenerationRequest.MODEL);
        ObjectNode question = Json.object().put("model_id", model);
        question.set("inputs", fields);
        try {
            HttpResponse<byte[]> answer = send(request(provider, key, "model/price")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(question.toString())));
            if (ApiReader.price(answer.statusCode(), Body.of(answer.body())) instanceof Answer.Ok<PriceQuote> ok) {
                return ok.value().discounted();
            }
        } catch (IOException e) {
            // the price list does
        }
        return Prices.quote(model, fields).orElse(BigDecimal.ZERO);
    }
}
