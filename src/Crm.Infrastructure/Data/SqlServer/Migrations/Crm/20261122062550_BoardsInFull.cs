using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Data.SqlServer.Migrations.Crm
{
    /// <inheritdoc />
    public partial class BoardsInFull : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "most_records",
                table: "stages",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "required_fields",
                table: "stages",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "competitor",
                table: "deals",
                type: "nvarchar(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "lost_reason",
                table: "deals",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "won_reason",
                table: "deals",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "card_layouts",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    record_type = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    member_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    fields = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_card_layouts", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "stage_stays",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    record_type = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    record_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    stage_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    entered_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    entered_in_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    by_name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true),
                    left_at = table.Column<DateTime>(type: "datetime2", nullable: true),
                    left_in_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    seconds = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stage_stays", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_deals_tenant_id_lost_reason",
                table: "deals",
                columns: new[] { "tenant_id", "lost_reason" });

            migrationBuilder.CreateIndex(
                name: "IX_card_layouts_tenant_id_record_type_member_id",
                table: "card_layouts",
                columns: new[] { "tenant_id", "record_type", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_stage_stays_tenant_id_record_type_record_id_left_at",
                table: "stage_stays",
                columns: new[] { "tenant_id", "record_type", "record_id", "left_at" });

            migrationBuilder.CreateIndex(
                name: "IX_stage_stays_tenant_id_stage_id_left_at",
                table: "stage_stays",
                columns: new[] { "tenant_id", "stage_id", "left_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "card_layouts");

            migrationBuilder.DropTable(
                name: "stage_stays");

            migrationBuilder.DropIndex(
                name: "IX_deals_tenant_id_lost_reason",
                table: "deals");

            migrationBuilder.DropColumn(
                name: "most_records",
                table: "stages");

            migrationBuilder.DropColumn(
                name: "required_fields",
                table: "stages");

            migrationBuilder.DropColumn(
                name: "competitor",
                table: "deals");

            migrationBuilder.DropColumn(
                name: "lost_reason",
                table: "deals");

            migrationBuilder.DropColumn(
                name: "won_reason",
                table: "deals");
        }
    }
}
