using Microsoft.AspNetCore.Components;

namespace Crm.Web.Shell;

/// <summary>
/// The icons: one stroke each, on a grid of 16, in the colour of the text around. Ready-made markup and no components, which
/// a circuit would remember each by itself: a page shows eighty and more.
/// </summary>
public static class Icons
{
    private const string Unknown = "record";

    private static readonly Dictionary<string, MarkupString> Shapes = new Dictionary<string, string>
    {
        ["home"] = """<path d="M3 9.5 8 4l5 5.500V13a.8.8 0 0 1-.8.8H3.800A.8.8 0 0 1 3 13z"/>""",
        ["inbox"] = """<path d="M2.5 9.500h3l1 2h3l1-2h3M3.6 3h8.800l1.1 6.500V13H2.500V9.500z"/>""",
        ["company"] = """<path d="M3 13.500V3h6v10.500M9 6.500h4v7M5 5.500h2M5 8h2M5 10.500h2M2 13.500h12"/>""",
        ["person"] = """<circle cx="8" cy="5.5" r="2.5"/><path d="M3 13.500c.6-2.8 2.6-4 5-4s4.4 1.2 5 4"/>""",
        ["team"] = """<circle cx="6" cy="5.5" r="2.2"/><path d="M1.5 13c.5-2.6 2.3-3.7 4.5-3.700s4 1.1 4.5 3.700M10.5 3.500a2.2 2.2 0 0 1 0 4M12 9.500c1.4.5 2.2 1.6 2.5 3.5"/>""",
        ["deal"] = """<path d="M2.5 4h11M2.5 8h7M2.5 12h4"/>""",
        ["product"] = """<path d="M2.5 5 8 2.2 13.5 5v6L8 13.8 2.5 11zM2.5 5 8 7.8 13.5 5M8 7.800v6"/>""",
        ["task"] = """<rect x="2.5" y="2.5" width="11" height="11" rx="2"/><path d="m5.3 8.2 1.9 1.9 3.6-4"/>""",
        ["lead"] = """<path d="M2.5 3h11L9.5 8.500V13l-3-1.500v-3z"/>""",
        ["call"] = """<path d="M3 3.500 5.5 2.500l1.700 3.200-1.500 1.300c.7 1.500 1.800 2.600 3.300 3.300l1.300-1.500 3.200 1.700-1 2.500C8 13.500 2.500 8 3 3.500z"/>""",
        ["meeting"] = """<rect x="2.5" y="3.5" width="11" height="10" rx="1.5"/><path d="M2.5 6.500h11M5.5 2v3M10.5 2v3M5.5 9.500h2M9 9.500h1.500"/>""",
        ["note"] = """<path d="M3.5 2.500h9v8l-3 3h-6zM12.5 10.500h-3v3M5.5 5.500h5M5.5 8h3"/>""",
        ["record"] = """<rect x="3" y="2.5" width="10" height="11" rx="1.5"/><path d="M5.5 5.500h5M5.5 8h5M5.5 10.500h3"/>""",
        ["search"] = """<circle cx="7" cy="7" r="4"/><path d="m10 10 3.5 3.5"/>""",
        ["settings"] = """<circle cx="8" cy="8" r="2.2"/><path d="M8 2v2M8 12v2M2 8h2M12 8h2M3.8 3.800l1.4 1.400M10.8 10.800l1.4 1.400M12.2 3.800l-1.4 1.400M5.2 10.800l-1.4 1.4"/>""",
        ["chart"] = """<path d="M3 13V8M7 13V3.500M11 13V6M2 13.500h12"/>""",
        ["menu"] = """<path d="M2.5 4.500h11M2.5 8h11M2.5 11.500h11"/>""",
        ["rail"] = """<rect x="2.5" y="3" width="11" height="10" rx="1.5"/><path d="M6.5 3v10"/>""",
        ["plus"] = """<path d="M8 3.500v9M3.5 8h9"/>""",
        ["close"] = """<path d="m4 4 8 8M12 4l-8 8"/>""",
        ["check"] = """<path d="m3.5 8.5 3 3 6-7"/>""",
        ["trash"] = """<path d="M3 4.500h10M6.5 4.500V3h3v1.500M4.5 4.500l.5 9h6l.5-9M7 7v4M9 7v4"/>""",
        ["edit"] = """<path d="m3 13 .7-3L10.5 3.200l2.3 2.300L6 12.300zM9 4.7 11.3 7"/>""",
        ["more"] = """<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.4" stroke-linecap="round"/>""",
        ["up"] = """<path d="M8 13V3.500M4 7.500l4-4 4 4"/>""",
        ["down"] = """<path d="M8 3v9.500M4 8.500l4 4 4-4"/>""",
        ["right"] = """<path d="m6 3.5 4.5 4.500L6 12.5"/>""",
        ["upload"] = """<path d="M8 10.500V3M5 6l3-3 3 3M3 10.500v3h10v-3"/>""",
        ["download"] = """<path d="M8 3v7.500M5 7.500l3 3 3-3M3 10.500v3h10v-3"/>""",
        ["sun"] = """<circle cx="8" cy="8" r="2.8"/><path d="M8 1.500v1.500M8 13v1.500M1.5 8H3M13 8h1.500M3.5 3.500l1 1M11.5 11.500l1 1M12.5 3.500l-1 1M4.5 11.500l-1 1"/>""",
        ["moon"] = """<path d="M12.8 9.800A5.5 5.5 0 0 1 6.2 3.200a5.5 5.5 0 1 0 6.6 6.600z"/>""",
        ["screen"] = """<rect x="2" y="3" width="12" height="8" rx="1.2"/><path d="M6 13.500h4"/>""",
        ["columns"] = """<rect x="2.5" y="3" width="11" height="10" rx="1.5"/><path d="M6.2 3v10M9.8 3v10"/>""",
        ["filter"] = """<path d="M2.5 4h11M4.5 8h7M6.5 12h3"/>""",
        ["board"] = """<path d="M3 3h2.500v10H3zM6.8 3h2.500v6H6.800zM10.5 3H13v8h-2.500z"/>""",
        ["key"] = """<circle cx="5.5" cy="10.5" r="2.5"/><path d="m7.3 8.7 5.2-5.200M10.5 5.500l1.8 1.8"/>""",
        ["lock"] = """<rect x="3.5" y="7" width="9" height="6.500" rx="1.2"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>""",
        ["undo"] = """<path d="M3 6.500h6.500a3.5 3.5 0 0 1 0 7H6M3 6.500l3-3M3 6.500l3 3"/>""",
        ["clock"] = """<circle cx="8" cy="8" r="5.5"/><path d="M8 4.800V8l2.200 1.500"/>""",
        ["left"] = """<path d="m10 3.5-4.5 4.500L10 12.5"/>""",
        ["calendar"] = """<rect x="2.5" y="3.5" width="11" height="10" rx="1.5"/><path d="M2.5 6.500h11M5.5 2v3M10.5 2v3"/>""",
        ["timeline"] = """<path d="M2.5 4h5M5.5 8h6M9 12h4.5" stroke-width="2.2"/>""",
        ["cards"] = """<rect x="2.5" y="3" width="4.500" height="4.500" rx="1"/><rect x="9" y="3" width="4.500" height="4.500" rx="1"/><rect x="2.5" y="9.5" width="4.500" height="4" rx="1"/><rect x="9" y="9.5" width="4.500" height="4" rx="1"/>""",
        ["widen"] = """<path d="M9.500 3H13v3.500M13 3 9 7M6.500 13H3V9.500M3 13l4-4"/>""",
        ["link"] = """<path d="M6.700 9.300a2.600 2.600 0 0 1 0-3.700l2-2a2.600 2.600 0 0 1 3.700 3.700l-.9.9M9.300 6.700a2.600 2.600 0 0 1 0 3.700l-2 2a2.600 2.600 0 0 1-3.700-3.700l.9-.9"/>""",
        ["pin"] = """<path d="M6 2.500h4l-.5 4 2 2.500h-7l2-2.500zM8 9v4.500"/>""",
        ["blank"] = "",
        ["help"] = """<circle cx="8" cy="8" r="5.7"/><path d="M6.3 6.300c.2-2 3.6-1.9 3.5.1 0 1.3-1.8 1.4-1.8 2.700M8 11.300v.01"/>""",
    }.ToDictionary(s => s.Key, s => (MarkupString)$"""<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{s.Value}</svg>""");

    /// <param name="name">A name of the set; an unknown one shows the plain record.</param>
    public static MarkupString Of(string? name) => Shapes.TryGetValue(name ?? Unknown, out var shape) ? shape : Shapes[Unknown];
}
