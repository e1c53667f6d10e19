from odoo import models
from odoo.tools import SQL

from ..engine.names import normalise_tax_id
from ..engine.supply_lookup import ClientLookup, FamilyLookup, folded, single_spaced, unambiguous

CREATE_BATCH = 1_000


class ClientSupplyImport(models.Model):
    """Who and what the rows of a source speak of: finding clients and families, and creating unknown ones."""

    _inherit = "client.supply.import"

    def _client_lookup(self, columns, may_create=False):
        """Clients by reference, tax id and name: archived ones too, each as its commercial partner."""
        self.env["res.partner"].flush_model()
        self.env["client.group"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT commercial_partner_id, ref, vat, CASE WHEN id = commercial_partner_id THEN name END
                  FROM res_partner
                 WHERE commercial_partner_id IS NOT NULL AND (company_id IS NULL OR company_id = %s)
                 ORDER BY id
                """,
                self.company_id.id,
            )
        )
        # A group that was joined into another goes on there; of two of one name the one in use counts.
        groups = (
            self.env["client.group"]
            .with_context(active_test=False)
            .search_fetch([], ["code", "name", "active", "joined_into_id"])
        )
        final = {group: group._final().id for group in groups.sorted("active")}
        return ClientLookup(
            columns,
            by_ref=unambiguous((ref and ref.strip(), client) for client, ref, _vat, _name in rows),
            by_vat=unambiguous((normalise_tax_id(vat), client) for client, _ref, vat, _name in rows if vat),
            by_name=unambiguous((folded(name), client) for client, _ref, _vat, name in rows if name),
            groups={
                **{group.name: group_id for group, group_id in final.items()},
                **{group.code: group_id for group, group_id in final.items()},
            },
            may_create=may_create,
        )

    def _family_lookup(self, columns, may_create=False):
        """Families by complete name, or by name where only one has it; products by their reference."""
        categories = self.env["product.category"].search_fetch([], ["name", "complete_name"])
        by_name = unambiguous((single_spaced(categ.name), categ.id) for categ in categories)
        by_name |= {single_spaced(categ.complete_name): categ.id for categ in categories}
        products = ()
        if "product_ref" in columns:
            products = self.env["product.product"].with_context(active_test=False).search_fetch([], ["default_code"])
        by_product = unambiguous((product.default_code, product.id) for product in products)
        return FamilyLookup(columns, by_name, by_product, may_create=may_create)

    def _create_missing(self, file, columns):
        """Create the clients, client groups and families that accepted rows name and Odoo does not know."""
        reader = self._row_reader(file, columns, may_create=True)
        for line, cells in file.rows():
            reader.row_of(line, cells)
        self._create_families(reader.families.new_families.values())
        clients = reader.clients.new_clients.values()
        group_names = {client.group for client in clients}
        group_names |= {group for _day, group in reader.clients.group_of_client.values()}
        groups = self._create_groups(sorted(group_names - {""}), reader.clients.groups)
        self._create_clients(clients, groups)

    def _create_families(self, names):
        """Create families by their names; a name with “ / ” becomes a family below another."""
        # Who may load the history may have its families created; the right to load was checked.
        Category = self.env["product.category"].sudo()
        known = {single_spaced(categ.complete_name): categ.id for categ in Category.search_fetch([], ["complete_name"])}
        for name in names:
            path, parent_id = [], False
            for part in single_spaced(name).split(" / "):
                path.append(part)
                complete_name = " / ".join(path)
                if complete_name not in known:
                    known[complete_name] = Category.create({"name": part, "parent_id": parent_id}).id
                parent_id = known[complete_name]

    def _create_groups(self, names, known):
        """{name: id of the client group} with the missing ones created under the name as code."""
        missing = [name for name in names if name not in known]
        # As for families: the right to load the history was checked.
        groups = self.env["client.group"].sudo().create([{"name": name, "code": name} for name in missing])
        return {**known, **{name: group.id for name, group in zip(missing, groups, strict=True)}}

    def _create_clients(self, clients, groups):
        values = [
            {
                "name": client.name or client.ref or client.vat,
                "is_company": True,
                "ref": client.ref or False,
                "vat": client.vat or False,
                "street": client.street or False,
                "city": client.city or False,
                "email": client.email or False,
                "client_group_id": groups.get(client.group, False),
                "customer_rank": 1,
            }
            for client in clients
        ]
        # As for families: the right to load the history was checked.
        Partner = self.env["res.partner"].sudo().with_context(tracking_disable=True, mail_create_nosubscribe=True)
        for start in range(0, len(values), CREATE_BATCH):
            Partner.create(values[start : start + CREATE_BATCH])
        Partner.flush_model()

    def _assign_groups(self, clients):
        """Put clients that belong to no group into the one their latest row names; others stay where they are."""
        by_group = {}
        for partner_id, (_day, group) in clients.group_of_client.items():
            if group in clients.groups:
                by_group.setdefault(clients.groups[group], []).append(partner_id)
        for group_id, partner_ids in by_group.items():
            # As for families: the right to load the history was checked.
            partners = self.env["res.partner"].sudo().with_context(tracking_disable=True).browse(partner_ids)
            partners.filtered(lambda partner: not partner.client_group_id).write({"client_group_id": group_id})
