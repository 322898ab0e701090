using Crm.Core.Records;

namespace Crm.Core.Customization.Demo;

/// <summary>Invented names; any likeness to a real company or person is chance. Domains end in .example (RFC 2606).</summary>
internal static class DemoNames
{
    public static readonly IReadOnlyList<string> Teams = ["North", "South", "Key accounts"];

    public static readonly IReadOnlyList<string> Managers = ["Ingrid Solberg", "Marcus Bell", "Chen Yulan"];

    public static readonly IReadOnlyList<string> People =
        ["Vicki Lindqvist", "Moses Fraser", "Kary Hendricks", "Daria Novak", "Tomás Rivera", "Wang Jing", "Elliot Marsh", "Priya Raman", "Lena Hofer"];

    public static readonly IReadOnlyList<(string Name, string Series, string Code, decimal Price)> Products =
    [
        ("Atlas 200 Router", "Atlas", "AT-200", 1_290), ("Atlas 500 Router", "Atlas", "AT-500", 4_800), ("Beacon Access Point", "Beacon", "BC-10", 349),
        ("Beacon Outdoor", "Beacon", "BC-30", 790), ("Vault NAS 8", "Vault", "VT-8", 3_450), ("Vault NAS 24", "Vault", "VT-24", 14_900),
        ("Sentinel Firewall", "Sentinel", "SN-1", 6_200), ("Care plan, one year", "Services", "CP-12", 1_150),
    ];

    public static readonly IReadOnlyList<(string Name, string City, string Country, string Domain)> Companies =
    [
        ("Halden Freight", "Oslo", "Norway", "halden.example"), ("Northwind Clinics", "Bergen", "Norway", "nwclinics.example"), ("Brightwater Foods", "Leeds", "United Kingdom", "brightwater.example"),
        ("Kestrel Insurance", "London", "United Kingdom", "kestrel.example"), ("Mossbank Schools Trust", "York", "United Kingdom", "mossbank.example"), ("Larkfield Motors", "Bristol", "United Kingdom", "larkfield.example"),
        ("Tannhof Maschinenbau", "Stuttgart", "Germany", "tannhof.example"), ("Rheinblick Hotels", "Köln", "Germany", "rheinblick.example"), ("Elbtal Logistik", "Dresden", "Germany", "elbtal.example"),
        ("Clairmont Optique", "Lyon", "France", "clairmont.example"), ("Atelier Beauséjour", "Nantes", "France", "beausejour.example"), ("Solana Energía", "Sevilla", "Spain", "solana.example"),
        ("Puerto Blanco Seguros", "Valencia", "Spain", "puertoblanco.example"), ("Fiordaliso Tessuti", "Como", "Italy", "fiordaliso.example"), ("Granville Paper", "Toronto", "Canada", "granville.example"),
        ("Maple & Stone Architects", "Ottawa", "Canada", "maplestone.example"), ("Redwood Robotics", "Portland", "United States", "redwood.example"), ("Cedar Valley Hospital", "Boise", "United States", "cedarvalley.example"),
        ("Blue Mesa Mining", "Denver", "United States", "bluemesa.example"), ("Harborlight Media", "Boston", "United States", "harborlight.example"), ("Prairie Grain Co-op", "Omaha", "United States", "prairiegrain.example"),
        ("Sunline Solar", "Phoenix", "United States", "sunline.example"), ("Copperfield Bank", "Chicago", "United States", "copperfield.example"), ("Quill & Page Books", "Austin", "United States", "quillpage.example"),
        ("Ironbridge Steel", "Pittsburgh", "United States", "ironbridge.example"), ("Summit Dental Group", "Salt Lake City", "United States", "summitdental.example"), ("Lakeside Pharma", "Madison", "United States", "lakeside.example"),
        ("Orchard Street Cafés", "New York", "United States", "orchardstreet.example"), ("Pinnacle Staffing", "Dallas", "United States", "pinnacle.example"), ("Evergreen Parcel", "Seattle", "United States", "evergreen.example"),
        ("东方精密仪器", "上海", "中国", "dongfang.example"), ("华星物流", "深圳", "中国", "huaxing.example"), ("远景医疗器械", "苏州", "中国", "yuanjing.example"), ("金海食品", "青岛", "中国", "jinhai.example"),
        ("云帆软件", "杭州", "中国", "yunfan.example"), ("長榮文教", "台北", "台灣", "changrong.example"), ("海港貿易", "高雄", "台灣", "haigang.example"), ("Kowloon Print House", "Hong Kong", "Hong Kong", "kph.example"),
        ("Southern Cross Dairy", "Melbourne", "Australia", "southerncross.example"), ("Wattle Creek Wines", "Adelaide", "Australia", "wattlecreek.example"), ("Kauri Timber", "Auckland", "New Zealand", "kauri.example"),
        ("Zürcher Feinmechanik", "Zürich", "Switzerland", "zfm.example"),
    ];

    public static readonly IReadOnlyList<string> JobTitles =
        ["Head of purchasing", "IT manager", "Managing director", "Operations manager", "Network engineer", "Finance director", "Office manager"];

    public static readonly IReadOnlyList<string?> Priorities = ["high", "normal", null, "normal", "urgent", "low", "normal"];

    public static readonly IReadOnlyList<string> Tasks =
        ["Send the revised quote", "Call about delivery dates", "Prepare the demo", "Check stock for two units", "Ask for the purchase order", "Agree the contract terms", "Invite to the trade fair", "Introduce the service team"];

    public static readonly IReadOnlyList<string> Competitors = ["Northgate Tools", "Brightwell Supply", "华东五金"];

    public static readonly IReadOnlyList<string> Notes =
    [
        "Wants delivery before the end of the quarter; asks for 4 % on two units.", "Their current supplier raised prices by a tenth. Good moment for us.",
        "Demo went well. The network engineer wants to see the logs of the firewall.", "Budget is approved; the board signs next Thursday.",
        "Asked for references from other hospitals. Sent two.", "Price is fine, they worry about the migration at the weekend.",
        "New head of purchasing starts next month; wait with the final offer.", "Compares us with two others. Our service plan made the difference.",
    ];

    public static readonly IReadOnlyList<(string Subject, string Result)> Calls =
    [
        ("Asked how the trial is going", "reached"), ("Delivery dates for the first two sites", "reached"), ("Wants the quote split in two", "reached"),
        ("Follow-up after the trade fair", "no-answer"), ("Reminder of the open quote", "left-message"), ("Budget for next year", "reached"),
        ("Question about the warranty", "reached"), ("Introduced the service team", "busy"),
    ];

    public static readonly IReadOnlyList<string> Meetings =
        ["Product demo", "Contract talk", "Quarterly review", "Kick-off with the network team", "Site survey", "Price negotiation", "Training for administrators"];

    public static readonly IReadOnlyList<string> Places = ["Video call", "At the customer's", "Meeting room 2", "Lunch at Harbour Street"];

    private static readonly (string Company, string Domain)[] Strangers =
    [
        ("Alder Creek Breweries", "aldercreek.example"), ("Bornholm Ferries", "bornholmferries.example"), ("Castellan Security", "castellan.example"),
        ("Driftwood Campsites", "driftwood.example"), ("Eisvogel Apotheken", "eisvogel.example"), ("Foxglove Nurseries", "foxglove.example"),
        ("Glacier Cold Storage", "glacier.example"), ("Heron Lake School", "heronlake.example"), ("Imker & Söhne", "imker.example"), ("Juniper Clinics", "juniper.example"),
        ("和风旅行社", "hefeng.example"), ("青山茶業", "qingshan.example"),
    ];

    private static readonly string[] Wishes = ["Wi-Fi for a new building", "Firewall for three branches", "Backup storage", "Replacement of old routers", "Care plan", "Outdoor access points"];

    public static (string Company, string Domain, string Wish) Lead(Random chance)
    {
        var (company, domain) = Strangers[chance.Next(Strangers.Length)];
        return (company, domain, Wishes[chance.Next(Wishes.Length)]);
    }

    private static readonly string[] Tags = ["Key account", "Trade fair 2026", "Newsletter", "Reference customer", "Pays late"];

    /// <summary>None, one or two.</summary>
    public static ValueSet? TagsOf(Random chance) => ValueSet.Of(Enumerable.Range(0, chance.Next(3)).Select(_ => Tags[chance.Next(Tags.Length)]));

    private static readonly string[] Given = ["Anna", "Peter", "Sofia", "James", "Ines", "Oliver", "Marta", "Hugo", "Clara", "Felix", "Nora", "David", "Elena", "Simon", "Julia", "Ruben"];
    private static readonly string[] Family = ["Berg", "Fischer", "Moreau", "Silva", "Novak", "Taylor", "Rossi", "Keller", "Walsh", "Lund", "Ortega", "Baker", "Meyer", "Quinn", "Hansen", "Duval"];
    private static readonly (string Name, string Mailbox)[] Chinese =
        [("王伟", "wangwei"), ("李娜", "lina"), ("张敏", "zhangmin"), ("刘洋", "liuyang"), ("陈静", "chenjing"), ("杨帆", "yangfan"), ("赵磊", "zhaolei"), ("周婷", "zhouting")];

    public static (string Name, string Mailbox) Contact(Random chance, string country)
    {
        if (country is "中国" or "台灣" or "Hong Kong")
            return Chinese[chance.Next(Chinese.Length)];
        var (given, family) = (Given[chance.Next(Given.Length)], Family[chance.Next(Family.Length)]);
        return ($"{given} {family}", $"{given}.{family}".ToLowerInvariant());
    }

    /// <summary>Numbers from a range that is kept for fiction.</summary>
    public static string Phone(Random chance) => $"+1 555 01{chance.Next(10, 99)} {chance.Next(100, 999)}";
}
