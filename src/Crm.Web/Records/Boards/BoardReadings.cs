namespace Crm.Web.Records.Boards;

/// <summary>
/// Which of several readings of one board says the last word: the one that began last, as it alone has seen what was saved
/// before it began. One that took longer tells of the past.
/// </summary>
internal sealed class BoardReadings
{
    private readonly Dictionary<Guid, int> cards = [];
    private int begun;
    private int counted;

    /// <summary>Numbers a reading that begins now.</summary>
    public int Begin() => ++begun;

    /// <summary>Whether the reading may say where a card stands; from then on none that began before it may.</summary>
    public bool Places(int reading, Guid card)
    {
        if (cards.GetValueOrDefault(card) > reading)
            return false;
        cards[card] = reading;
        return true;
    }

    /// <summary>Whether the reading may say what the columns hold together.</summary>
    public bool Counts(int reading)
    {
        if (counted > reading)
            return false;
        counted = reading;
        return true;
    }

    /// <summary>All cards were read by one reading: those that another has placed since it began.</summary>
    public IReadOnlyList<Guid> PlacedSince(int reading)
    {
        List<Guid> later = [.. cards.Where(c => c.Value > reading).Select(c => c.Key)];
        cards.Clear();
        return later;
    }
}
