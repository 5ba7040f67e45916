namespace Charla.Pages.Public;

/// <summary>The drawings of the public page: a shop window, and the few icons it uses (lucide, ISC).</summary>
static class Drawings
{
    public static readonly Markup Window = Markup.Of($"""
        <svg class="front" viewBox="0 0 780 300" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
        <rect class="glass" x="150" y="34" width="480" height="222" rx="6"/>
        <path class="frame" d="M150 40a6 6 0 0 1 6-6h468a6 6 0 0 1 6 6v210a6 6 0 0 1-6 6H156a6 6 0 0 1-6-6zM278 34v222M502 34v222"/>
        <path class="frame" d="M214 0v46M566 0v46"/><path class="ink" d="M192 68a22 22 0 0 1 44 0zM544 68a22 22 0 0 1 44 0z"/>
        <path class="ink" d="M150 166h128v6H150zM502 166h128v6H502zM138 256h504v12H138z"/>
        <path class="cloth" d="M172 132h36v34h-36z"/><path class="clay" d="M218 118h34v48h-34z"/><path class="line" d="M190 132v34M218 136h34"/>
        <path class="clay" d="M528 140h28l-4 26h-20z"/><path class="ink" d="M542 140c-3-20-10-26-17-30 11 0 16 8 18 18 1-14 6-22 16-26-5 9-11 18-13 38z"/><circle class="cloth" cx="596" cy="148" r="18"/>
        <path class="clay" d="M176 216q0-10 8-12v-12h16v12q8 2 8 12v40h-32z"/><path class="cloth" d="M222 226h40v30h-40z"/><path class="line" d="M222 236h40M184 192h16"/>
        <path class="cloth" d="M520 212h26v44h-26z"/><path class="clay" d="M552 222h22v34h-22zM580 206h28v50h-28z"/><path class="line" d="M520 222h26M580 218h28"/>
        <path class="ink" d="M60 298c-4-30-14-36-20-44 14 2 22 14 24 30 2-22 10-34 26-40-8 12-18 24-20 54z"/><path class="clay" d="M44 272h42l-5 27H49z"/>
        <path class="ink" d="M708 298c-4-30-14-36-20-44 14 2 22 14 24 30 2-22 10-34 26-40-8 12-18 24-20 54z"/><path class="clay" d="M692 272h42l-5 27h-32z"/>
        </svg>
        """);

    public static readonly Markup Talk = Icon(Markup.Of($"""<path d="M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 1.099.092 10 10 0 1 0-4.777-4.719"/>"""));

    public static readonly Markup Door = Icon(Markup.Of($"""<path d="M10 21H2M10 3H7a2 2 0 0 0-2 2v16M14 12h.01M19 21V5a2 2 0 0 0-1.675-1.974l-6.163-1.013A1 1 0 0 0 10 3v18a1 1 0 0 0 1.124.992zM22 21h-3"/>"""));

    public static readonly Markup Moon = Icon(Markup.Of($"""<path d="M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401"/>"""));

    public static readonly Markup Timer = Icon(Markup.Of($"""<path d="M10 2h4M12 14l3-3"/><circle cx="12" cy="14" r="8"/>"""));

    public static readonly Markup Arrow = Icon(Markup.Of($"""<path d="M5 12h14M12 5l7 7-7 7"/>"""));

    public static readonly Markup Pin = Icon(Markup.Of($"""<path d="M20 10c0 4.993-5.539 10.193-7.399 11.799a1 1 0 0 1-1.202 0C9.539 20.193 4 14.993 4 10a8 8 0 0 1 16 0"/><circle cx="12" cy="10" r="3"/>"""));

    public static readonly Markup Phone = Icon(Markup.Of($"""<path d="M13.832 16.568a1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 6.392 6.384"/>"""));

    public static readonly Markup Languages = Icon(Markup.Of($"""<path d="m5 8 6 6M4 14l6-6 2-3M2 5h12M7 2h1M22 22l-5-10-5 10M14 18h6"/>"""));

    static Markup Icon(Markup shape) =>
        Markup.Of($"""<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{shape}</svg>""");
}
