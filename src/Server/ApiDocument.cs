using System.Reflection;
using System.Text.Json.Serialization;
using Charla.Accounts.Contracts;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Charla.Server;

/// <summary>
/// The APIs as an OpenAPI document, made from the endpoints themselves: served at <c>/openapi/v1.json</c>, printed by
/// <c>charla openapi</c>.
/// </summary>
static class ApiDocument
{
    const string Name = "v1";
    const string Problem = "Problem";

    public static IHostApplicationBuilder AddApiDocument(this IHostApplicationBuilder host)
    {
        host.Services.AddOpenApi(Name, options =>
        {
            options.CreateSchemaReferenceId = type => type.Type is { IsNested: true, Name: "Request" } request
                ? request.DeclaringType!.Name + request.Name
                : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
            options.AddSchemaTransformer((schema, context, _) => Describe(schema, context.JsonTypeInfo.Type));
            options.AddOperationTransformer((operation, context, _) => Describe(operation, context));
            options.AddDocumentTransformer((document, _, _) => Describe(document));
        });
        return host;
    }

    /// <summary>Prints the document; the server does not run for it.</summary>
    public static async Task<int> Print(WebApplication app)
    {
        app.UseEndpoints(_ => { });
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync();
        await Console.Out.WriteLineAsync(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
        return 0;
    }

    static Task Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Charla",
            Version = Name,
            Description = "Conversations between people and businesses. JSON in snake_case; ids are strings; times are UTC.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["person"] = Bearer("The token of a person's device, from a session."),
            ["member"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "charla",
                Description = "The console's cookie, from a sign-in. Changes must come from the same origin.",
            },
            ["page_access_token"] = Bearer("The token of a program; it sees one page."),
            ["operator"] = Bearer("CHARLA_ADMIN_TOKEN, as the operator set it."),
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[Problem] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "The one shape of every refusal (RFC 9457). Programs go by the code, which never changes.",
            Required = new HashSet<string> { "type", "title", "status", "code", "detail", "trace_id" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text(),
                ["title"] = Text(),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["code"] = Text(),
                ["detail"] = Text(),
                ["trace_id"] = Text(),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text() },
                },
            },
        };
        return Task.CompletedTask;
    }

    static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var (call, document) = (context.Description, context.Document!);
        var useCase = UseCase(call);
        operation.Summary = Words(useCase.Name);
        operation.Tags = new HashSet<OpenApiTagReference> { new(useCase.Assembly.GetName().Name!.Replace("Charla.", "", StringComparison.Ordinal), document) };
        operation.Security =
            [.. Keys(call).Select(key => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(key, document)] = [] })];
        if (call.ActionDescriptor.EndpointMetadata.OfType<OncePerKey>().Any())
            (operation.Parameters ??= []).Add(IdempotencyKey());
        if (IsApi(call))
        {
            operation.Responses ??= [];
            operation.Responses["4XX"] = Refused("What was asked cannot be done; the problem says why.", document);
            operation.Responses["5XX"] = Refused("The store is full or does not answer; Retry-After says when to come back.", document);
        }

        return Task.CompletedTask;
    }

    static bool IsApi(ApiDescription call) => call.RelativePath!.StartsWith("api/", StringComparison.Ordinal);

    /// <summary>By which keys an endpoint opens; none where it is open to everybody.</summary>
    static string[] Keys(ApiDescription call)
    {
        var metadata = call.ActionDescriptor.EndpointMetadata;
        return !metadata.OfType<Gate>().Any() ? []
            : call.RelativePath!.StartsWith("api/chat", StringComparison.Ordinal) ? ["person"]
            : call.RelativePath.StartsWith("api/admin", StringComparison.Ordinal) ? ["operator"]
            : metadata.OfType<MembersOnly>().Any() ? ["member"]
            : ["member", "page_access_token"];
    }

    static Task Describe(OpenApiSchema schema, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(DateTimeOffset))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        else if (type.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType?.Name.StartsWith("IdJson", StringComparison.Ordinal) == true)
            (schema.Type, schema.Pattern) = (JsonSchemaType.String, "^[0-9]{1,16}$");
        return Task.CompletedTask;
    }

    /// <summary>The class of the use case, also where its handler is a lambda.</summary>
    static Type UseCase(ApiDescription call)
    {
        var type = call.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().First().DeclaringType!;
        while (type.IsNested)
            type = type.DeclaringType!;
        return type;
    }

    /// <summary><c>OpenSession</c> becomes "Open session".</summary>
    static string Words(string name) => string.Concat(name.Select((letter, at) =>
        at > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    static OpenApiSecurityScheme Bearer(string description) =>
        new() { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = description };

    static OpenApiParameter IdempotencyKey() => new()
    {
        Name = "Idempotency-Key",
        In = ParameterLocation.Header,
        Description = "A key of the caller's making, such as a UUID. Repeated with it within 24 hours, the request does "
            + "nothing and gets the first answer; another request with it is refused (idempotency.reused), one at the "
            + "same time too (idempotency.unfinished).",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255 },
    };

    static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    static OpenApiResponse Refused(string description, OpenApiDocument document) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(Problem, document) },
        },
    };
}
