namespace Crm.Web.Records.Importing;

/// <summary>The way through the wizard, in its order.</summary>
public enum ImportStep { Upload, Map, Questions, Check, Import }
