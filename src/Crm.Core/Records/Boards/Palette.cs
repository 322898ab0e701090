namespace Crm.Core.Records.Boards;

/// <summary>The colours that stages and choices may have; the style sheet knows them by these names, in light and dark.</summary>
public static class Palette
{
    public static readonly IReadOnlyList<string> Names = ["slate", "teal", "indigo", "orange", "purple", "green", "red"];

    /// <summary>A colour for the one that has none, different from its neighbours'.</summary>
    public static string At(int position) => Names[position % Names.Count];
}
