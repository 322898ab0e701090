using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Data.Npgsql.Migrations.Crm
{
    /// <inheritdoc />
    public partial class RenewalOfSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "renewed",
                table: "field_overlays",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "renewed_to",
                table: "field_overlays",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "to_renew",
                table: "field_overlays",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "renewed",
                table: "field_overlays");

            migrationBuilder.DropColumn(
                name: "renewed_to",
                table: "field_overlays");

            migrationBuilder.DropColumn(
                name: "to_renew",
                table: "field_overlays");
        }
    }
}
