using Crm.Core.Records;

namespace Crm.Core.Sales;

internal sealed class LeadsHaveACurrency : RecordRule<Lead>
{
    public override void BeforeSave(Lead lead, RecordWriteContext write) => lead.Currency = Currency.OrTenants(lead.Currency, write);
}

internal sealed class DealsHaveACurrency : RecordRule<Deal>
{
    public override void BeforeSave(Deal deal, RecordWriteContext write) => deal.Currency = Currency.OrTenants(deal.Currency, write);
}

internal sealed class CompaniesHaveACurrency : RecordRule<Company>
{
    public override void BeforeSave(Company company, RecordWriteContext write) => company.Currency = Currency.OrTenants(company.Currency, write);
}

internal sealed class ProductsHaveACurrency : RecordRule<Product>
{
    public override void BeforeSave(Product product, RecordWriteContext write) => product.Currency = Currency.OrTenants(product.Currency, write);
}

internal static class Currency
{
    public static string OrTenants(string currency, RecordWriteContext write) =>
        currency.Length == 0 ? write.Schema.Tenant.Currency : currency;
}
