namespace Crm.Core.Records;

/// <summary>The facts of a field, in the fluent words of a record type's constructor.</summary>
public sealed class FieldBuilder
{
    internal FieldBuilder(Field field) => Field = field;

    internal Field Field { get; private set; }

    public FieldBuilder Required() => With(Field with { IsRequired = true });

    public FieldBuilder Unique() => With(Field with { IsUnique = true, IsIndexed = true });

    /// <summary>The field that names the record in lists, references and messages; it is required and searchable.</summary>
    public FieldBuilder Title() => With(Field with { IsTitle = true, IsRequired = true, IsSearchable = true, IsIndexed = true });

    public FieldBuilder Search() => With(Field with { IsSearchable = true });

    public FieldBuilder ReadOnly() => With(Field with { IsReadOnly = true });

    public FieldBuilder Hidden() => With(Field with { IsHidden = true });

    public FieldBuilder Indexed() => With(Field with { IsIndexed = true });

    /// <summary>A setting of the record rather than a place where it stands: no board has its values for columns.</summary>
    public FieldBuilder NoBoard() => With(Field with { MakesNoBoard = true });

    public FieldBuilder Max(int length) => With(Field with { MaxLength = length });

    public FieldBuilder AlsoCalled(params string[] names) => With(Field with { OtherNames = names });

    private FieldBuilder With(Field changed)
    {
        Field = changed;
        return this;
    }
}
