using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Core.Shared.Text;

/// <summary>
/// Texts that count: <c>{0:# deal|# deals}</c> says "1 deal" and "1,200 deals". Before the bar stands the form for one, after it the
/// form for every other number, and # is the number. A language with one form writes <c>{0}</c> or one form with its measure word.
/// </summary>
public static class CountingTexts
{
    /// <summary>To be called where the localizers are registered already.</summary>
    public static IServiceCollection AddCountingTexts(this IServiceCollection services)
    {
        var plain = services.Last(s => s.ServiceType == typeof(IStringLocalizerFactory));
        services.Remove(plain);
        return services.AddSingleton<IStringLocalizerFactory>(provider =>
            new Factory((IStringLocalizerFactory)ActivatorUtilities.CreateInstance(provider, plain.ImplementationType!)));
    }

    private sealed class Factory(IStringLocalizerFactory inner) : IStringLocalizerFactory
    {
        public IStringLocalizer Create(Type resourceSource) => new Localizer(inner.Create(resourceSource));

        public IStringLocalizer Create(string baseName, string location) => new Localizer(inner.Create(baseName, location));
    }

    private sealed class Localizer(IStringLocalizer inner) : IStringLocalizer
    {
        public LocalizedString this[string name] => inner[name];

        public LocalizedString this[string name, params object[] arguments] => inner[name, [.. arguments.Select(a => a is null ? "" : (object)new Value(a))]];

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => inner.GetAllStrings(includeParentCultures);
    }

    /// <summary>What a text mentions. A number that comes written out counts like one that does not.</summary>
    private sealed class Value(object value) : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider)
        {
            if (format?.Split('|') is not [var one, var other])
                return value is IFormattable plain ? plain.ToString(format, formatProvider) : value.ToString() ?? "";
            var number = value is IFormattable figure ? figure.ToString("#,0", formatProvider) : value.ToString();
            return (number == "1" ? one : other).Replace("#", number, StringComparison.Ordinal);
        }

        public override string ToString() => ToString(null, CultureInfo.CurrentCulture);
    }
}
