using System.Globalization;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;

namespace Crm.Core.Tests.Shared;

/// <summary>Addresses as people of different countries write them, and the names of countries.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("en-US", "10 Main St, Springfield, IL 62701, United States", "10 Main St", "Springfield", "IL", "62701", "US")]
    [InlineData("zh-Hans", "10 Main St, Springfield, IL 62701, 美国", "10 Main St", "Springfield", "IL", "62701", "US")]
    [InlineData("zh-Hans", "中国 浙江省杭州市西湖区文三路90号 310012", "西湖区文三路90号", "杭州市", "浙江省", "310012", "CN")]
    [InlineData("zh-Hant", "台灣 臺北市信義區松高路1號 110", "信義區松高路1號", "臺北市", null, "110", "TW")]
    [InlineData("en-US", "90 Wensan Road, Hangzhou, Zhejiang 310012, China", "90 Wensan Road", "Hangzhou", "Zhejiang", "310012", "CN")]
    [InlineData("zh-Hans", "上海市南京东路1号", "南京东路1号", "上海市", null, null, null)]
    [InlineData("en-US", "Berlin", null, "Berlin", null, null, null)]
    public void An_address_is_written_as_where_it_lies(string reader, string written, string? street, string? city, string? region, string? postalCode, string? country) =>
        Assert.Equal(written, FieldKinds.Address.Format(Address.Of(street, city, region, postalCode, country)!, new FieldFormat(CultureInfo.GetCultureInfo(reader), TimeZoneInfo.Utc, "USD")));

    [Theory]
    [InlineData("DE"), InlineData("de"), InlineData("Germany"), InlineData("Deutschland"), InlineData("德国"), InlineData("德國"), InlineData("DEU"), InlineData(" germany ")]
    public void A_country_is_known_by_its_code_and_by_its_names(string text) => Assert.Equal("DE", Countries.Find(text, CultureInfo.InvariantCulture));

    [Fact]
    public void Countries_are_those_of_the_standard()
    {
        Assert.Equal(249, Countries.All.Count);
        Assert.Contains("AQ", Countries.All);
        Assert.Null(Countries.Find("XK", CultureInfo.InvariantCulture));
        Assert.Null(Countries.Find("Atlantis", CultureInfo.InvariantCulture));
        Assert.Equal(("Hong Kong SAR China", "中国香港特别行政区"), (Countries.Name("HK", CultureInfo.GetCultureInfo("en-US")), Countries.Name("HK", CultureInfo.GetCultureInfo("zh-Hans"))));
        Assert.All(Countries.All, code => Assert.NotEqual(code, Countries.Name(code, CultureInfo.GetCultureInfo("zh-Hant"))));
    }

    [Fact]
    public void What_is_not_in_parts_is_a_street_and_no_part_is_no_address()
    {
        Assert.True(FieldKinds.Address.TryParse("10 Main St\nSpringfield", FieldFormat.Machine("USD"), out var read));
        Assert.Equal("10 Main St\nSpringfield", ((Address)read!).Street);
        Assert.False(FieldKinds.Address.TryParse(" \n\n\n\n ", FieldFormat.Machine("USD"), out _));
        Assert.Null(Address.With(Address.Of(city: "Berlin"), Address.CityPart, " "));
    }
}
