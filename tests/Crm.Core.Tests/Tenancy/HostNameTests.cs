using Crm.Core.Tenancy;

namespace Crm.Core.Tests.Tenancy;

public sealed class HostNameTests
{
    [Theory]
    [InlineData("localhost", "localhost")]
    [InlineData("localhost:5000", "localhost")]
    [InlineData("LOCALHOST", "localhost")]
    [InlineData("localhost.", "localhost")]
    [InlineData("Crm.Example.COM.:443", "crm.example.com")]
    public void The_base_domain_is_the_base(string host, string baseDomain)
    {
        var name = HostName.Parse(host, baseDomain);
        Assert.Equal(HostKind.Base, name.Kind);
        Assert.Null(name.Label);
    }

    [Theory]
    [InlineData("acme.localhost", "localhost", "acme")]
    [InlineData("acme.localhost:5000", "localhost", "acme")]
    [InlineData("ACME.LocalHost", "localhost", "acme")]
    [InlineData("acme.localhost.", "localhost", "acme")]
    [InlineData("acme.localhost.:65535", "localhost", "acme")]
    [InlineData("acme-widgets-2.crm.example.com", "crm.example.com", "acme-widgets-2")]
    [InlineData("acme.crm.example.com", "CRM.example.com", "acme")]
    [InlineData("www.crm.example.com", "crm.example.com", "www")] // no company has it; the catalogue says so
    public void One_label_before_the_base_domain_names_a_company(string host, string baseDomain, string label)
    {
        var name = HostName.Parse(host, baseDomain);
        Assert.Equal((HostKind.Tenant, label), (name.Kind, name.Label));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(":80")]
    [InlineData("evil-localhost")]
    [InlineData("evillocalhost")]
    [InlineData("acme.localhost.evil.com")]
    [InlineData("acme.evil-localhost")]
    [InlineData("localhost.evil.com")]
    [InlineData("evil.com")]
    [InlineData("a.b.localhost")]
    [InlineData("www.acme.localhost")]
    [InlineData("acme..localhost")]
    [InlineData(".localhost")]
    [InlineData("acme.localhost..")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:5000")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("[::1]")]
    [InlineData("[::1]:5000")]
    [InlineData("::1")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("127.0.0.1.localhost")]
    [InlineData("acme.127.0.0.1")]
    [InlineData("acme.localhost:")]
    [InlineData("acme.localhost:0")]
    [InlineData("acme.localhost:65536")]
    [InlineData("acme.localhost:99999999999")]
    [InlineData("acme.localhost:80:80")]
    [InlineData("acme.localhost:80@evil.com")]
    [InlineData("acme.localhost:-1")]
    [InlineData("acme.localhost: 80")]
    [InlineData("acme.localhost:８０")]
    [InlineData("acme@localhost")]
    [InlineData("acme.localhost/")]
    [InlineData("acme.localhost\\")]
    [InlineData("acme.localhost?x")]
    [InlineData("http://acme.localhost")]
    [InlineData("acme.localhost, beta.localhost")]
    [InlineData("acme.localhost beta.localhost")]
    [InlineData(" acme.localhost")]
    [InlineData("acme.localhost\r\nX: y")]
    [InlineData("acme.localhost\0")]
    [InlineData("acme%2elocalhost")]
    [InlineData("ac_me.localhost")]
    [InlineData("*.localhost")]
    [InlineData("-acme.localhost")]
    [InlineData("acme-.localhost")]
    [InlineData("ac--me.localhost")]
    [InlineData("xn--fiq228c.localhost")]
    [InlineData("ab.localhost")]
    [InlineData("12345.localhost")]
    [InlineData("顶点.localhost")]
    [InlineData("аcme.localhost")] // the first letter is Cyrillic
    [InlineData("acme\u212a.localhost")] // the Kelvin sign, which folds to k
    [InlineData("ac\u0130me.localhost")]
    [InlineData("acme。localhost")]
    [InlineData("acme．localhost")]
    [InlineData("ａｃｍｅ.localhost")]
    [InlineData("acme\u200d.localhost")]
    [InlineData("\u202eacme.localhost")]
    public void Everything_else_is_unknown_and_nobodys_tenant(string? host)
    {
        var name = HostName.Parse(host, "localhost");
        Assert.Equal(HostKind.Unknown, name.Kind);
        Assert.Null(name.Label);
    }

    [Theory]
    [InlineData("acmeXcrm.example.com")]
    [InlineData("acme.crmXexample.com")]
    [InlineData("acme.example.com")]
    [InlineData("example.com")]
    [InlineData("acme.crm.example.com.evil.com")]
    [InlineData("acme.crm.example.co")]
    public void A_base_domain_of_several_labels_is_matched_whole(string host) =>
        Assert.Equal(HostKind.Unknown, HostName.Parse(host, "crm.example.com").Kind);

    [Fact]
    public void A_host_of_ten_thousand_characters_is_unknown()
    {
        Assert.Equal(default, HostName.Parse(new string('a', 10_000) + ".localhost", "localhost"));
        Assert.Equal(default, HostName.Parse(new string('a', 41) + ".localhost", "localhost"));
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("crm.example.com", true)]
    [InlineData("CRM.Example.com", true)]
    [InlineData("", false)]
    [InlineData("https://crm.example.com", false)]
    [InlineData("crm.example.com:8443", false)]
    [InlineData("crm.example.com.", false)]
    [InlineData(".example.com", false)]
    [InlineData("crm..com", false)]
    [InlineData("*.example.com", false)]
    [InlineData("-crm.example.com", false)]
    [InlineData("10.0.0.5", false)]
    [InlineData("[::1]", false)]
    public void A_configured_base_domain_is_a_plain_name(string baseDomain, bool usable) =>
        Assert.Equal(usable, HostName.IsBaseDomain(baseDomain));
}
