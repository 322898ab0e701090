namespace Crm.Core.Records.Importing;

/// <summary>Codes of what an import may say no to; their sentences stand in <see cref="ImportRefusals"/>.</summary>
public static class ImportRefusal
{
    /// <summary>{0}: the text. The kind of value is part of the code: import-no-date, import-no-number …</summary>
    public const string NoDate = "import-no-date";
    public const string NoSuchDay = "import-no-such-day";
    public const string TwoDigitYear = "import-two-digit-year";
    public const string NoNumber = "import-no-number";
    public const string ScientificNumber = "import-scientific-number";
    public const string NotWhole = "import-not-whole";

    /// <summary>{0}: the text, {1}: the decimals that there may be.</summary>
    public const string TooFine = "import-too-fine";
    public const string OutOfRange = "import-out-of-range";

    /// <summary>{0}: the text, {1}: the currency.</summary>
    public const string MoneyTooFine = "import-money-too-fine";
    public const string NoYesNo = "import-no-yes-no";
    public const string NoEmail = "import-no-email";
    public const string NoPhone = "import-no-phone";
    public const string NoUrl = "import-no-url";
    public const string Unreadable = "import-unreadable";

    /// <summary>{0}: the text that no record, choice or stage has.</summary>
    public const string UnknownReference = "import-unknown-reference";
    public const string UnknownChoice = "import-unknown-choice";
    public const string UnknownStage = "import-unknown-stage";

    /// <summary>{0}: the text that several records have.</summary>
    public const string Ambiguous = "import-ambiguous";

    /// <summary>{0}: the text that was to be made a new record, and why it could not be.</summary>
    public const string ReferenceNotMade = "import-reference-not-made";

    /// <summary>{0}: the value by which the record was looked for.</summary>
    public const string KnownAlready = "import-known-already";
    public const string NotKnown = "import-not-known";
    public const string MatchEmpty = "import-match-empty";

    /// <summary>{0}: cells found, {1}: columns.</summary>
    public const string RowMisshapen = "import-row-misshapen";
    public const string RowBroken = "import-row-broken";

    public const string NothingMapped = "import-nothing-mapped";

    /// <summary>{0}: the field that the plan names and that is not there (any more) or takes no input.</summary>
    public const string FieldUnusable = "import-field-unusable";

    /// <summary>{0}: the field whose new choices would have to be added.</summary>
    public const string ChoicesNeedCustomize = "import-choices-need-customize";

    /// <summary>{0}: how many new choices one import may add.</summary>
    public const string TooManyChoices = "import-too-many-choices";
    public const string FileGone = "import-file-gone";
    public const string RunUnknown = "import-unknown";
    public const string NotDraft = "import-not-draft";
    public const string NotRunning = "import-not-running";
    public const string NotUndoable = "import-not-undoable";

    /// <summary>{0}: records that an undo left because they were edited since.</summary>
    public const string KeptOnUndo = "import-kept-on-undo";
    public const string PersonGone = "import-person-gone";
    public const string Broken = "import-broken";
    public const string FileTooLarge = "import-file-too-large";
}

/// <summary>Marks the resource family with the sentences for <see cref="ImportRefusal"/> and for what is wrong with files.</summary>
public sealed class ImportRefusals;
