using Crm.Core.Activities;

namespace Crm.Core.Tests.Records;

public sealed class MentionTests
{
    private static readonly Guid Wei = Guid.Parse("01990000-0000-7000-8000-000000000001");

    [Fact]
    public void A_mention_is_kept_by_who_is_meant_and_reads_as_it_was_typed()
    {
        var text = $"请{Mentions.Write(Wei, "王伟")}回电，谢谢";

        Assert.Equal([Wei], Mentions.Of(text));
        Assert.Equal("请@王伟回电，谢谢", Mentions.Plain(text));
        Assert.Equal([("请", null), ("@王伟", Wei), ("回电，谢谢", (Guid?)null)], Mentions.Parts(text).Select(p => (p.Text, p.MemberId)));
    }

    [Theory]
    [InlineData("write to @li or li@acme.example")]
    [InlineData("@[Li Wei](deals/01990000-0000-7000-8000-000000000001)")]
    [InlineData("@[Li Wei](members/not-an-id)")]
    [InlineData("@[](members/01990000-0000-7000-8000-000000000001)")]
    public void What_only_looks_like_a_mention_names_nobody(string text)
    {
        Assert.Empty(Mentions.Of(text));
        Assert.Equal(text, Mentions.Plain(text));
        Assert.Equal(text, string.Concat(Mentions.Parts(text).Select(p => p.Text)));
    }

    [Fact]
    public void A_name_with_brackets_still_makes_one_mention() =>
        Assert.Equal([Wei], Mentions.Of(Mentions.Write(Wei, "Li [sales] Wei")));

    [Fact]
    public void Somebody_mentioned_twice_is_meant_once() =>
        Assert.Equal([Wei], Mentions.Of(Mentions.Write(Wei, "Li Wei") + " and " + Mentions.Write(Wei, "Wei")));
}
