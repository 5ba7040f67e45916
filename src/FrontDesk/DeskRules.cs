using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;

namespace Charla.FrontDesk;

/// <summary>What an owner may write on the desk.</summary>
static class DeskRules
{
    public const int MaxText = 2_000;
    public const int MaxQuestion = 80;
    public const int MaxFaqs = 50;
    const int MaxLanguages = 30;
    const int MaxId = 40;

    public static Refusal? Check(SaveDesk.Request request)
    {
        var refusal = PlainText.Check("helper_name", request.HelperName, atMost: 40)
            ?? Check("greeting", request.Greeting)
            ?? Check("instant", request.Instant)
            ?? Check("away", request.Away);
        if (refusal is not null || request.Faqs is not { } faqs)
            return refusal;
        if (faqs.Count > MaxFaqs)
            return Refusal.Invalid("faqs", $"A desk has at most {MaxFaqs} questions.");
        var ids = faqs.Select(faq => faq?.Id).Where(id => !string.IsNullOrEmpty(id)).ToList();
        if (ids.Distinct().Count() < ids.Count)
            return Refusal.Invalid("faqs", "Two questions have the same id.");
        return faqs.Select(Check).FirstOrDefault(found => found is not null);
    }

    public static DeskSettings Apply(SaveDesk.Request request, DeskSettings before) => new(
        string.IsNullOrWhiteSpace(request.HelperName) ? before.HelperName : request.HelperName.Trim(),
        Apply(request.Greeting, before.Greeting),
        Apply(request.Instant, before.Instant),
        Apply(request.Away, before.Away),
        request.Faqs is { } faqs
            ? [.. faqs.Select(faq => new Faq(
                string.IsNullOrEmpty(faq!.Id) ? Ids.NewSecret(40) : faq.Id, Written(faq.Question), Written(faq.Answer)))]
            : before.Faqs);

    static AutoText Apply(SaveDesk.TextRequest? request, AutoText before) => new(
        request?.On ?? before.On,
        request?.Text is { } text ? Written(text) : before.Text);

    /// <summary>The languages in which something stands.</summary>
    static Dictionary<string, string> Written(Dictionary<string, string?>? texts) => (texts ?? [])
        .Where(text => !string.IsNullOrWhiteSpace(text.Value))
        .ToDictionary(text => text.Key, text => text.Value!.Trim());

    static Refusal? Check(string field, SaveDesk.TextRequest? request)
    {
        if (request is null)
            return null;
        return request.On == true && request.Text is not null && Written(request.Text).Count == 0
            ? Refusal.Invalid($"{field}.text", "Write the text in at least one language, or switch it off.")
            : Check($"{field}.text", request.Text, MaxText);
    }

    static Refusal? Check(SaveDesk.FaqRequest? faq, int at)
    {
        if (faq is null || Written(faq.Question).Count == 0)
            return Refusal.Invalid($"faqs[{at}].question", "Write the question in at least one language.");
        if (Written(faq.Answer).Count == 0)
            return Refusal.Invalid($"faqs[{at}].answer", "Write the answer in at least one language.");
        if (faq.Id is { Length: > 0 } id && !(id.Length <= MaxId && id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_')))
            return Refusal.Invalid($"faqs[{at}].id", "An id is 1 to 40 of A-Z, a-z, 0-9, - and _.");
        return Check($"faqs[{at}].question", faq.Question, MaxQuestion) ?? Check($"faqs[{at}].answer", faq.Answer, MaxText);
    }

    static Refusal? Check(string field, Dictionary<string, string?>? texts, int atMost)
    {
        if (texts is null)
            return null;
        if (texts.Count > MaxLanguages)
            return Refusal.Invalid(field, $"A text is written in at most {MaxLanguages} languages.");
        foreach (var (language, text) in texts)
        {
            if (!LanguageTag.IsValid(language))
                return Refusal.Invalid(field, "Texts are named by language tags, such as en or pt-BR.");
            if (PlainText.Check($"{field}.{language}", text, atMost) is { } refusal)
                return refusal;
            if (text is not null && Template.Unknown(text).FirstOrDefault() is { } unknown)
                return UnknownField($"{field}.{language}", unknown);
        }

        return null;
    }

    static Refusal UnknownField(string field, string unknown) => new(
        "desk.unknown_field",
        $"Nobody can fill in {{{{{unknown}}}}}. There are: {string.Join(", ", Template.Names.Concat(Template.Facts).Order())}.",
        RefusalKind.Invalid,
        field);
}
