using Crm.Core.Records.Kinds;
using Crm.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace Crm.Web.Records.Editing;

/// <summary>
/// The box for a day (<see cref="Day"/>), a moment or a time: a text box and the button of its calendar, which date-field.js opens.
/// Ready-made markup and no component, which a circuit would remember for each box.
/// </summary>
internal static class DateMarkup
{
    public const string Day = "day";
    public const string Moment = "moment";
    public const string Time = "time";

    /// <param name="receiver">The component that shows the box and renders again when it was filled in.</param>
    /// <param name="take">Is told what was committed. What it makes of it is shown, even where that is what stood there before.</param>
    /// <param name="taken">How often that was: tells drafts.js to keep the day, and not the word "tomorrow" until tomorrow.</param>
    public static RenderFragment Of(IHandleEvent receiver, string kind, FieldFormat format, string text, Func<string?, Task> take,
        string? id = null, string? name = null, string? label = null, bool isWrong = false, string? errorId = null, int? taken = null) => builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "datebox");
        builder.OpenElement(2, "input");
        builder.AddAttribute(3, "type", "text");
        builder.AddAttribute(4, "data-date-field", kind);
        builder.AddAttribute(5, "data-zone", format.Zone.Id);
        builder.AddAttribute(6, "id", id);
        builder.AddAttribute(7, "name", name);
        builder.AddAttribute(8, "role", "combobox");
        builder.AddAttribute(9, "aria-haspopup", kind == Time ? "listbox" : "grid");
        builder.AddAttribute(10, "aria-expanded", "false");
        builder.AddAttribute(11, "aria-label", label);
        builder.AddAttribute(12, "aria-invalid", isWrong ? "true" : null);
        builder.AddAttribute(13, "aria-describedby", errorId);
        builder.AddAttribute(14, "autocomplete", "off");
        builder.AddAttribute(15, "spellcheck", "false");
        builder.AddAttribute(16, "maxlength", "60");
        builder.AddAttribute(17, "data-taken", taken);
        builder.AddAttribute(18, "value", BindConverter.FormatValue(text));
        builder.AddAttribute(19, "onchange", EventCallback.Factory.CreateBinder<string?>(receiver, take, text));
        // The renderer learns that the box was typed in, so that a text which was there before is written into it again.
        builder.SetUpdatesAttributeName("value");
        builder.CloseElement();
        // For the pointer: by the keyboard it is Alt and the down arrow, of which the role tells.
        builder.OpenElement(20, "button");
        builder.AddAttribute(21, "type", "button");
        builder.AddAttribute(22, "tabindex", "-1");
        builder.AddAttribute(23, "aria-hidden", "true");
        builder.AddAttribute(24, "data-date-open");
        builder.AddContent(25, Icons.Of(kind == Time ? "clock" : "calendar"));
        builder.CloseElement();
        builder.CloseElement();
    };
}
