using Crm.Web.Activities.Calendar;
using Crm.Web.Activities.MyDay;
using Crm.Web.Activities.Notifications;
using Crm.Web.Activities.WorkThrough;

namespace Crm.Web.Activities;

internal static class ActivityPages
{
    public static IServiceCollection AddActivityPages(this IServiceCollection services) => services
        .AddScoped<ReadCalendar>()
        .AddScoped<EntryText>()
        .AddScoped<CalendarActs>()
        .AddScoped<ReadHome>()
        .AddScoped<DayActs>()
        .AddScoped<ReadWork>()
        .AddScoped<CursorText>()
        .AddScoped<UnreadCount>()
        .AddScoped<NotificationText>();
}
