using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Charla.Server;

/// <summary>
/// How the log looks (<c>Logging:Format</c>: text or json). Addresses that people ask for are never in it, at whatever
/// level: some of them are keys.
/// </summary>
static class Logs
{
    const string Key = "Logging:Format";

    /// <summary>Parts of the framework whose lines hold whole addresses.</summary>
    static readonly string[] Talkative =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Routing", "Microsoft.AspNetCore.StaticFiles", "Microsoft.AspNetCore.StaticAssets"];

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.PostConfigure<LoggerFilterOptions>(options => Quieten(options.Rules));
        if (builder.Configuration[Key] != "json")
            return;
        builder.Logging
            .AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>()
            .AddConsole(console => console.FormatterName = JsonLines.FormatterName);
    }

    public static IEnumerable<Settings.Problem> Mistakes(IConfiguration settings) =>
        settings[Key] is not (null or "text" or "json")
            ? [new Settings.Problem(Key, $"\"{settings[Key]}\" is no format; write text or json.")]
            : [];

    /// <summary>The rule that comes last holds, unless another names more of the category: such are taken away.</summary>
    static void Quieten(IList<LoggerFilterRule> rules)
    {
        foreach (var part in Talkative)
        {
            for (var i = rules.Count - 1; i >= 0; i--)
            {
                if (rules[i].CategoryName?.StartsWith(part, StringComparison.OrdinalIgnoreCase) == true && rules[i].LogLevel < LogLevel.Warning)
                    rules.RemoveAt(i);
            }

            if (!rules.Any(rule => string.Equals(rule.CategoryName, part, StringComparison.OrdinalIgnoreCase)))
                rules.Add(new LoggerFilterRule(null, part, LogLevel.Warning, null));
        }
    }
}

/// <summary>One JSON object a line: when, how grave, where, what, the trace, and the ids that the message names.</summary>
sealed class JsonLines(IOptionsMonitor<ConsoleFormatterOptions> options, TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "charla";
    const string Template = "{OriginalFormat}";

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            json.WriteString("at", clock.GetUtcNow().ToString(options.CurrentValue.TimestampFormat ?? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", Level(logEntry.LogLevel));
            json.WriteString("category", logEntry.Category);
            if (logEntry.EventId.Name is { } name)
                json.WriteString("event", name);
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            if (Activity.Current is { } activity)
                json.WriteString("trace_id", activity.TraceId.ToString());
            if (logEntry.State is IReadOnlyList<KeyValuePair<string, object?>> values)
                Write(json, values);
            if (logEntry.Exception is { } error)
                json.WriteString("error", error.ToString());
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    static void Write(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        HashSet<string> taken = ["at", "level", "category", "event", "message", "trace_id", "error"];
        foreach (var (key, value) in values)
        {
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(key);
            if (key == Template || !taken.Add(name))
                continue;
            if (value is int or long)
                json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
            else
                json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "information",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        LogLevel.Critical => "critical",
        LogLevel.None => "none",
    };
}
