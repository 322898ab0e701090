namespace Crm.Web.Records.Lists;

/// <summary>How a cell shows what became of its last edit.</summary>
internal static class CellLook
{
    public static string? Of(CellMark? mark) => mark?.State switch
    {
        CellState.Saving => "saving",
        CellState.Saved => "saved",
        CellState.Failed => "failed",
        _ => null,
    };
}
