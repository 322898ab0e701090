using System.Globalization;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Sales;
using Crm.Core.Shared;
using Crm.Web.Records.Editing;

namespace Crm.Web.Tests.Records;

public sealed class FieldInputTests
{
    private static readonly FieldFormat Berlin = new(CultureInfo.GetCultureInfo("de-DE"), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), "EUR");
    private static readonly RecordType Deals = new DealType();

    [Fact]
    public void An_amount_keeps_its_own_currency_while_it_is_edited()
    {
        var input = new FieldInput(Deals.Find("amount")!, new Money(150050, "USD"), Berlin);

        Assert.Equal("1500,5", input.Text);
        input.Text = "2.000,75";
        Assert.Equal(new Money(200075, "USD"), input.Read().Value);
    }

    [Fact]
    public void What_cannot_be_read_is_refused_and_stays_as_typed()
    {
        var input = new FieldInput(Deals.Find("probability")!, 60m, Berlin) { Text = "very likely" };

        Assert.Equal("value-unreadable", input.Read().Refusals[0].Code);
        Assert.Equal("very likely", input.Text);
        Assert.True(input.IsChanged);
    }

    [Fact]
    public void A_moment_is_edited_in_the_time_of_the_company()
    {
        var input = new FieldInput(Deals.Find("stageSince")!, new DateTime(2017, 6, 30, 22, 30, 0), Berlin);

        Assert.Equal("01.07.2017 00:30", input.Text);
        Assert.Equal(new DateTime(2017, 6, 30, 22, 30, 0), input.Read().Value);
    }

    [Fact]
    public void An_emptied_field_has_no_value() =>
        Assert.Null(new FieldInput(Deals.Find("amount")!, new Money(100, "USD"), Berlin) { Text = " " }.Read().Value);
}
