using Crm.Core.Records;

namespace Crm.Core.Sales;

/// <summary>Something that is sold.</summary>
public sealed class Product : Record
{
    public string Name { get; set; } = "";

    public string? Series { get; set; }

    public string? Code { get; set; }

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public long? Price { get; set; }

    public string Currency { get; set; } = "";

    public string? Description { get; set; }
}

public sealed class ProductType : RecordType<Product>
{
    public const string TypeName = "products";

    public ProductType() : base(TypeName)
    {
        Text(p => p.Name).Title().Unique().AlsoCalled("product", "product name", "item", "产品", "产品名称", "商品", "產品名稱");
        Text(p => p.Series).AlsoCalled("family", "line", "category", "系列", "产品系列");
        Text(p => p.Code).Unique().Max(60).AlsoCalled("sku", "part number", "编码", "产品编码", "型号");
        Money(p => p.Price, p => p.Currency).AlsoCalled("sales_price", "list price", "unit price", "价格", "单价", "單價");
        LongText(p => p.Description).AlsoCalled("notes", "描述", "备注");
        List("name", "series", "code", "price");
        Sort("name");
        Section("about", "series", "code", "price", "description");
        Looks("product", menu: 50);
    }
}
