namespace Crm.Web.Shell;

/// <summary>How this browser likes to see the product, kept in cookies so that the first byte is right already.</summary>
internal sealed record Appearance(string Theme, string Rail, string Keys)
{
    private static readonly string[] Themes = ["system", "light", "dark"];

    public static Appearance Of(HttpRequest request) => new(
        Themes.FirstOrDefault(t => t == request.Cookies["theme"]) ?? Themes[0],
        request.Cookies["rail"] == "narrow" ? "narrow" : "wide",
        request.Cookies["keys"] == "off" ? "off" : "on");
}
