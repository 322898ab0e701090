using Crm.Infrastructure.Data;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Crm.Infrastructure.Tests.Tenancy;

/// <summary>What Acme's database context can do to a row of its rival, for every entity; beside each denial, that the rival itself can.</summary>
public sealed class RowWallTests(TwoCompanies companies) : IClassFixture<TwoCompanies>
{
    [Theory, EveryEntity]
    public async Task A_rivals_row_is_neither_read_nor_counted(DatabaseKind on, string entity)
    {
        var (acme, rival) = await companies.On(on);
        var (_, table, row) = await RivalsRowAsync(rival, entity);
        await using var mine = acme.Open();
        await using var theirs = rival.Open();

        Assert.Equal((0, null, false), (await table.CountAsync(mine, row), await table.ReadAsync(mine, row), await table.FindAsync(mine, row)));
        Assert.Equal((1, true), (await table.CountAsync(theirs, row), await table.FindAsync(theirs, row)));
    }

    [Theory, EveryEntity]
    public async Task A_rivals_row_is_not_hit_by_a_bulk_update_or_delete(DatabaseKind on, string entity)
    {
        var (acme, rival) = await companies.On(on);
        var (_, table, row) = await RivalsRowAsync(rival, entity);
        await using var mine = acme.Open();
        await using var theirs = rival.Open();

        Assert.Equal((0, 0), (await table.UpdateAsync(mine, row), await table.DeleteAsync(mine, row)));
        Assert.Equal(1, await table.UpdateAsync(theirs, row));
        await using var undone = await theirs.Database.BeginTransactionAsync();
        Assert.Equal(1, await table.DeleteAsync(theirs, row));
    }

    [Theory, EveryEntity]
    public async Task A_row_that_names_the_rival_is_not_saved_whatever_is_done_to_it(DatabaseKind on, string entity)
    {
        var (acme, rival) = await companies.On(on);
        var (type, table, row) = await RivalsRowAsync(rival, entity);
        foreach (var act in new[] { EntityState.Added, EntityState.Modified, EntityState.Deleted })
        {
            await using var mine = acme.Open();
            mine.Entry(row).State = act;

            await Assert.ThrowsAsync<TenantMismatchException>(() => mine.SaveChangesAsync());
            await mine.DisposeAsync();
        }
        await AssertUntouchedAsync(rival, type, table, row);

        await using var theirs = rival.Open();
        theirs.Entry(row).State = EntityState.Modified;
        Assert.Equal(1, await theirs.SaveChangesAsync());
    }

    [Theory, EveryEntity]
    public async Task A_rivals_row_under_a_forged_name_is_not_found_to_be_saved(DatabaseKind on, string entity)
    {
        var (acme, rival) = await companies.On(on);
        var (type, table, row) = await RivalsRowAsync(rival, entity);
        if (type.FindProperty("Id") is null)
        {
            // Its key is the tenant alone: under Acme's name it is Acme's own row.
            Assert.Equal(["TenantId"], type.FindPrimaryKey()!.Properties.Select(p => p.Name));
            return;
        }
        foreach (var name in new[] { acme.Tenant.Id, Guid.Empty })
            foreach (var act in new[] { EntityState.Modified, EntityState.Deleted })
            {
                await using var theirs = rival.Open();
                var forged = (await table.ReadAsync(theirs, row))!;
                Rows.Forge(forged, name);
                await using var mine = acme.Open();
                mine.Entry(forged).State = act;

                await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => mine.SaveChangesAsync());
            }
        await AssertUntouchedAsync(rival, type, table, row);
    }

    [Theory, EveryEntity]
    public async Task A_row_cannot_change_hands(DatabaseKind on, string entity)
    {
        var (acme, rival) = await companies.On(on);
        var (_, table, row) = await RivalsRowAsync(acme, entity);
        await using var mine = acme.Open();
        mine.Attach(row);
        var stamp = mine.Entry(row).Property("TenantId");

        // EF Core refuses first, because the tenant is part of the key; the guard stands behind it.
        var refused = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            stamp.CurrentValue = rival.Tenant.Id;
            await mine.SaveChangesAsync();
        });

        Assert.True(refused is InvalidOperationException or TenantMismatchException, refused.ToString());
        await using var again = acme.Open();
        Rows.Forge(row, acme.Tenant.Id);
        Assert.Equal(1, await table.CountAsync(again, row));
    }

    [Theory, EveryReference]
    public async Task A_reference_does_not_reach_a_rivals_row(DatabaseKind on, string entity, string column)
    {
        var (acme, rival) = await companies.On(on);
        await using var theirs = rival.Open();
        var type = Type(theirs, entity);
        var key = type.GetForeignKeys().Single(k => Rows.OwnColumn(k).Name == column);
        var principal = Rows.IdOf(await Rows.MakeAsync(theirs, key.PrincipalEntityType));

        await using (var mine = acme.Open())
            await Assert.ThrowsAsync<DbUpdateException>(() => Rows.MakeAsync(mine, type, key, principal));
        Assert.NotNull(await Rows.MakeAsync(theirs, type, key, principal));
    }

    private static async Task<(IEntityType Type, Table Table, object Row)> RivalsRowAsync(Company owner, string entity)
    {
        await using var db = owner.Open();
        var type = Type(db, entity);
        return (type, Table.Of(type), await Rows.MakeAsync(db, type));
    }

    private static IEntityType Type(CrmDb db, string entity) => db.Model.GetEntityTypes().Single(e => e.ClrType.Name == entity);

    private static async Task AssertUntouchedAsync(Company rival, IEntityType type, Table table, object row)
    {
        await using var theirs = rival.Open();
        var stored = Assert.IsAssignableFrom<object>(await table.ReadAsync(theirs, row));
        Assert.Equal(Rows.Describe(type, row), Rows.Describe(type, stored));
    }
}
