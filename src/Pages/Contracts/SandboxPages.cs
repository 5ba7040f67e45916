using Charla.Accounts.Contracts;
using Charla.Kernel;

namespace Charla.Pages.Contracts;

/// <summary>A sandbox and the keys of its app, which are shown this once.</summary>
public sealed record MadeSandbox(Page Page, AppKeys Keys);

/// <summary>Makes pages for trying things: they work as all others do, and say what they are.</summary>
public sealed class SandboxPages
{
    const int MostTries = 20;
    const int LongestHandle = 40;
    const int LongestName = 80;

    readonly NewPage newPage;

    internal SandboxPages(NewPage newPage) => this.newPage = newPage;

    /// <summary>A sandbox of the same business, named after the page.</summary>
    public async Task<Outcome<MadeSandbox>> Make(Page like, string by)
    {
        const string ending = "-sandbox";
        const string word = " (sandbox)";
        var name = like.Name.Length + word.Length > LongestName ? like.Name[..(LongestName - word.Length)] : like.Name;
        for (var number = 1; ; number++)
        {
            var end = number == 1 ? ending : $"{ending}-{number}";
            var start = like.Handle.Length + end.Length > LongestHandle ? like.Handle[..(LongestHandle - end.Length)] : like.Handle;
            var made = await newPage.Make(
                like.Business, by, name + word, start.TrimEnd('-') + end, like.Locale, like.TimeZone, like.Category, sandbox: true);
            if (made.IsAccepted)
                return new MadeSandbox(made.Value.Page, made.Value.Keys);
            if (made.Refusal != PageRefusals.HandleTaken || number == MostTries)
                return made.Refusal;
        }
    }
}
