namespace Crm.Web.Records.Boards;

internal static class Boards
{
    public static IServiceCollection AddBoards(this IServiceCollection services) => services
        .AddTransient<BoardView>()
        .AddTransient<BoardWords>()
        .AddTransient<BoardMoves>();
}
