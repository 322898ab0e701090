using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Data.Sqlite.Migrations.Crm
{
    /// <inheritdoc />
    public partial class HiddenFieldsAndBoardOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_deals_tenant_id_stage_id",
                table: "deals");

            migrationBuilder.AddColumn<DateTime>(
                name: "unsettled_at",
                table: "field_overlays",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_deals_tenant_id_stage_id_closed_on_stage_since_id",
                table: "deals",
                columns: new[] { "tenant_id", "stage_id", "closed_on", "stage_since", "id" },
                descending: new[] { false, false, true, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_deals_tenant_id_stage_id_stage_since_id",
                table: "deals",
                columns: new[] { "tenant_id", "stage_id", "stage_since", "id" },
                descending: new[] { false, false, true, false });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_deals_tenant_id_stage_id_closed_on_stage_since_id",
                table: "deals");

            migrationBuilder.DropIndex(
                name: "IX_deals_tenant_id_stage_id_stage_since_id",
                table: "deals");

            migrationBuilder.DropColumn(
                name: "unsettled_at",
                table: "field_overlays");

            migrationBuilder.CreateIndex(
                name: "IX_deals_tenant_id_stage_id",
                table: "deals",
                columns: new[] { "tenant_id", "stage_id" });
        }
    }
}
