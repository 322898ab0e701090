namespace Crm.Web.Shell;

/// <summary>Marks the resource family of the shell: menu, palette, messages, home, settings.</summary>
public sealed class ShellTexts;
