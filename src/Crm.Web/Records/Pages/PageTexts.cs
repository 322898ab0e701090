namespace Crm.Web.Records.Pages;

/// <summary>Texts of the record page and of the panel beside a list.</summary>
public sealed class PageTexts;
