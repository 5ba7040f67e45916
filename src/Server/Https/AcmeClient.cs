using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Charla.Server.Https;

/// <summary>
/// Asks a certificate authority for a certificate, as RFC 8555 says: an account known by its key, an order, a proof for
/// each name by HTTP (<c>http-01</c>), the certificate. Every request is signed and carries a number used once.
/// </summary>
sealed class AcmeClient(HttpClient http, Uri directory, ECDsa accountKey, AcmeChallenges challenges, TimeProvider clock)
{
    const string BadNonce = "urn:ietf:params:acme:error:badNonce";
    const int MostNonces = 10;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    string? nonce;
    string? account;
    JsonElement endpoints;

    /// <summary>The certificate and what stands between it and its root, as PEM.</summary>
    /// <exception cref="AcmeException">The authority refuses, or does not answer as it should.</exception>
    public async Task<string> Order(IReadOnlyList<string> names, string? email, ECDsa key, CancellationToken cancel)
    {
        endpoints = await Directory(cancel);
        await SignUp(email, cancel);
        var asked = new { identifiers = names.Select(name => new { type = "dns", value = name }) };
        var order = await Post(Endpoint("newOrder"), asked, cancel);
        foreach (var authorization in order.Json.GetProperty("authorizations").EnumerateArray())
            await Prove(new Uri(authorization.GetString()!), cancel);

        var csr = Encoded(Request(names, key));
        var finalized = await Post(new Uri(Text(order.Json, "finalize")), new { csr }, cancel);
        var done = await Until(order.Location!, finalized.Json, "valid", cancel);
        return (await Post(new Uri(Text(done, "certificate")), null, cancel)).Body;
    }

    async Task<JsonElement> Directory(CancellationToken cancel)
    {
        using var answer = await http.GetAsync(directory, cancel);
        var body = await answer.Content.ReadAsStringAsync(cancel);
        return answer.IsSuccessStatusCode ? Parse(body) : throw Refused(answer, body);
    }

    /// <summary>The same key has the same account, however often it is asked for.</summary>
    async Task SignUp(string? email, CancellationToken cancel)
    {
        account = null;
        string[] contact = email is null ? [] : [$"mailto:{email}"];
        account = (await Post(Endpoint("newAccount"), new { termsOfServiceAgreed = true, contact }, cancel)).Location!.ToString();
    }

    async Task Prove(Uri authorization, CancellationToken cancel)
    {
        var asked = (await Post(authorization, null, cancel)).Json;
        if (Text(asked, "status") == "valid")
            return;
        var challenge = asked.GetProperty("challenges").EnumerateArray().FirstOrDefault(one => Text(one, "type") == "http-01");
        if (challenge.ValueKind == JsonValueKind.Undefined)
            throw new AcmeException("the authority offers no proof by HTTP");
        using var answer = challenges.Answer(Text(challenge, "token"), Thumbprint());
        await Post(new Uri(Text(challenge, "url")), new { }, cancel);
        await Until(authorization, asked, "valid", cancel);
    }

    /// <summary>Asks again and again until the thing is as wished.</summary>
    async Task<JsonElement> Until(Uri where, JsonElement known, string status, CancellationToken cancel)
    {
        var since = clock.GetTimestamp();
        while (Text(known, "status") is var found && found != status)
        {
            if (found is "invalid" or "revoked" or "expired" or "deactivated")
                throw new AcmeException($"the authority says {found}: {Reason(known)}");
            if (clock.GetElapsedTime(since) > Patience)
                throw new AcmeException($"the authority still says {found} after {Patience.TotalMinutes} minutes");
            await Task.Delay(TimeSpan.FromSeconds(1), clock, cancel);
            known = (await Post(where, null, cancel)).Json;
        }

        return known;
    }

    /// <summary>A signed request; without a payload it only reads.</summary>
    async Task<Answer> Post(Uri where, object? payload, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            nonce ??= await FreshNonce(cancel);
            using var request = new HttpRequestMessage(HttpMethod.Post, where) { Content = Signed(where, payload, nonce) };
            using var answer = await http.SendAsync(request, cancel);
            nonce = Nonce(answer);
            var body = await answer.Content.ReadAsStringAsync(cancel);
            if (answer.IsSuccessStatusCode)
                return new Answer(body, answer.Headers.Location);
            if (attempt == MostNonces || !body.Contains(BadNonce, StringComparison.Ordinal))
                throw Refused(answer, body);
        }
    }

    async Task<string> FreshNonce(CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, Endpoint("newNonce"));
        using var answer = await http.SendAsync(request, cancel);
        return Nonce(answer) ?? throw new AcmeException("the authority gives no nonce");
    }

    static string? Nonce(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Replay-Nonce", out var values) ? values.First() : null;

    StringContent Signed(Uri where, object? payload, string once)
    {
        var head = new JsonObject { ["alg"] = "ES256", ["nonce"] = once, ["url"] = where.AbsoluteUri };
        if (account is null)
            head["jwk"] = PublicKey();
        else
            head["kid"] = account;
        var (protectedHead, content) = (Encoded(Encoding.UTF8.GetBytes(head.ToJsonString())), payload is null ? "" : Encoded(JsonSerializer.SerializeToUtf8Bytes(payload)));
        var signature = Encoded(accountKey.SignData(Encoding.ASCII.GetBytes($"{protectedHead}.{content}"), HashAlgorithmName.SHA256));
        var signed = JsonSerializer.Serialize(new Dictionary<string, string> { ["protected"] = protectedHead, ["payload"] = content, ["signature"] = signature });
        return new StringContent(signed, MediaTypeHeaderValue.Parse("application/jose+json"));
    }

    /// <summary>In the order of the alphabet, which the thumbprint is made of (RFC 7638).</summary>
    JsonObject PublicKey()
    {
        var point = accountKey.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject { ["crv"] = "P-256", ["kty"] = "EC", ["x"] = Encoded(point.X!), ["y"] = Encoded(point.Y!) };
    }

    string Thumbprint() => Encoded(SHA256.HashData(Encoding.UTF8.GetBytes(PublicKey().ToJsonString())));

    static byte[] Request(IReadOnlyList<string> names, ECDsa key)
    {
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
            alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        return request.CreateSigningRequest();
    }

    Uri Endpoint(string name) => new(Text(endpoints, name));

    static string Encoded(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    static AcmeException Refused(HttpResponseMessage answer, string body)
    {
        var reason = answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? Reason(Parse(body)) : "";
        var wait = answer.Headers.RetryAfter?.Delta;
        return new AcmeException($"the authority answers {(int)answer.StatusCode} {reason}".TrimEnd())
        {
            RetryAfter = wait ?? (answer.StatusCode == HttpStatusCode.TooManyRequests ? TimeSpan.FromHours(1) : null),
        };
    }

    /// <summary>What a problem says, of itself or of the challenge that has it.</summary>
    static string Reason(JsonElement json)
    {
        if (json.TryGetProperty("detail", out var detail))
            return detail.GetString() ?? "";
        if (json.TryGetProperty("error", out var error))
            return Reason(error);
        return json.TryGetProperty("challenges", out var challenges)
            ? string.Join(" ", challenges.EnumerateArray().Select(Reason).Where(reason => reason.Length > 0))
            : "";
    }

    static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.GetString() is { } text
            ? text
            : throw new AcmeException($"the authority's answer has no {name}");

    static JsonElement Parse(string body)
    {
        try
        {
            return JsonDocument.Parse(body).RootElement;
        }
        catch (JsonException)
        {
            throw new AcmeException("the authority's answer is no JSON");
        }
    }

    readonly record struct Answer(string Body, Uri? Location)
    {
        public JsonElement Json => Parse(Body);
    }
}

/// <summary>There is no certificate, and why.</summary>
sealed class AcmeException(string message) : Exception(message)
{
    /// <summary>How long the authority wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
